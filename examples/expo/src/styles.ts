import { StyleSheet } from 'react-native'

export const styles = StyleSheet.create({
  page: { flex: 1, gap: 12, margin: 16 },
  title: { fontSize: 22 },
  field: { borderWidth: 1, borderRadius: 6, padding: 12, fontSize: 16 },
})
