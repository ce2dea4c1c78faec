export { createAuthFetch, type AuthFetch, type AuthFetchInit, type AuthFetchOptions } from './create-auth-fetch.ts'
export { stepUpChallengeOf, type StepUpChallenge } from '../exchange/step-up-challenge.ts'
