/**
 * A platform's keychain: small texts by name, each written whole or not at all, several never together. Calls reject with a
 * SecretsFailure for what the platform did; anything else is a bug of the adapter.
 */
export interface Secrets {
  /** The longest value in bytes. Longer ones are cut into several. */
  readonly maxBytes: number
  /** `plaintext`: whoever has the disk reads them; only where an app asked for it. */
  readonly protection: 'sealed' | 'plaintext'
  /** What is written stays when the app is removed. */
  readonly survivesReinstall: boolean
  /**
   * Null: there is nothing, or what there was can't be read by anybody any more. Which of them is not known here: Android
   * answers both alike (ST-15).
   */
  read(name: string): Promise<string | null>
  write(name: string, value: string): Promise<void>
  /** Does nothing where there is nothing. */
  remove(name: string): Promise<void>
}

/** `locked`: before the first unlock, or while the device is locked: again later (ST-14). `closed`: it failed, and nobody says why. */
type SecretsFault = 'locked' | 'quota' | 'closed' | 'impossible'

/** The platform's words stay behind: they may name what they were about. */
export class SecretsFailure extends Error {
  override readonly name = 'SecretsFailure'
  readonly kind: SecretsFault
  constructor(kind: SecretsFault) {
    super(`The platform's secrets are ${kind}`)
    this.kind = kind
  }
}
