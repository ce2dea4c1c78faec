import { describe, expect, it } from 'vitest'
import { connectivityContract } from '../../src/testing/contracts/connectivity.contract.ts'
import { describeContract } from '../../src/testing/vitest.ts'
import { hurriedConnectivity, shellSubject } from './sample/shell-connectivity.ts'

const hasNoProbe = 'The shell gives no address that could be asked.'

describeContract('Connectivity from a shell', connectivityContract, shellSubject, {
  without: { 'connectivity.probe': hasNoProbe, 'connectivity.probe.signal': hasNoProbe },
})

describe('a broken adapter', () => {
  it('fails with the promise that it breaks, by name', async () => {
    const broken = connectivityContract.find(({ id }) => id === 'connectivity.subscribe')
    expect(broken?.title).toBe('a change is told once, to those who listen')
    await expect(broken?.run(() => shellSubject(hurriedConnectivity))).rejects.toThrow(
      /^connectivity\.subscribe: a change is told once, to those who listen\. Both changes, none after leaving/,
    )
  })
})
