export { secretKeys, type SecretKeysOptions } from './keys-in-secrets.ts'
export { SecretsFailure, type Secrets } from './secrets.ts'
export type { WebCrypto } from './web-crypto.ts'
