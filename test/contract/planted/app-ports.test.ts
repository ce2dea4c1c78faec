import { describe, expect, it } from 'vitest'
import { permissionsContract } from '../../../src/testing/contracts/permissions.contract.ts'
import { stepUpContract } from '../../../src/testing/contracts/step-up.contract.ts'
import { transportContract } from '../../../src/testing/contracts/transport.contract.ts'
import { permissionSubject, stepUpSubject, transportSubject } from '../app-port-subjects.ts'
import { plantedPermissions, plantedStepUps, plantedTransports } from './app-ports.ts'
import { breachesOf } from './breaches.ts'

describe('the contract of Transport', () => {
  it.each(Object.entries(plantedTransports))('notices one that %s', async (_, { make, noticedBy }) => {
    expect(await breachesOf(transportContract, transportSubject(make))).toContain(noticedBy)
  })
})

describe('the contract of PermissionSource', () => {
  it.each(Object.entries(plantedPermissions))('notices one that %s', async (_, { make, noticedBy }) => {
    expect(await breachesOf(permissionsContract, permissionSubject(make))).toContain(noticedBy)
  })
})

describe('the contract of StepUp', () => {
  it.each(Object.entries(plantedStepUps))('notices one that %s', async (_, { make, noticedBy }) => {
    expect(await breachesOf(stepUpContract, stepUpSubject(make))).toContain(noticedBy)
  })

  it('names the broken promise', async () => {
    const promise = stepUpContract.find(({ id }) => id === 'stepUp.unenrolled')
    const broken = plantedStepUps['says yes where nothing is enrolled']
    await expect(promise?.run(stepUpSubject(broken?.make))).rejects.toThrow(
      /^stepUp\.unenrolled: what is not enrolled is unavailable, never a yes\. The call fails: it answered null/,
    )
  })
})
