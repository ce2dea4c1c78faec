/** What is needed of Web Crypto; a platform without one is handed another's, such as react-native-quick-crypto's. */
export interface WebCrypto {
  getRandomValues(into: Uint8Array<ArrayBuffer>): unknown
  readonly subtle: {
    importKey(
      format: 'raw',
      key: Uint8Array<ArrayBuffer>,
      algorithm: 'AES-GCM',
      extractable: boolean,
      uses: ('encrypt' | 'decrypt')[],
    ): Promise<object>
    encrypt(by: GcmParameters, key: object, plain: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
    decrypt(by: GcmParameters, key: object, cipher: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
    digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
  }
}

interface GcmParameters {
  readonly name: 'AES-GCM'
  readonly iv: Uint8Array<ArrayBuffer>
  readonly additionalData: Uint8Array<ArrayBuffer>
}

/** The global one; null where there is none, or not the half that seals. */
export function platformCrypto(): WebCrypto | null {
  return typeof crypto === 'undefined' || crypto.subtle === undefined ? null : crypto
}
