import { install } from 'react-native-quick-crypto'

// Hermes has no Web Crypto. Imported before anything that asks for it.
install()
