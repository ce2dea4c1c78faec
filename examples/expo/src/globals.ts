import 'react-native-url-polyfill/auto'
import { install } from 'react-native-quick-crypto'

// Hermes has neither a whole URL nor Web Crypto. Imported before anything that asks for them.
install()
