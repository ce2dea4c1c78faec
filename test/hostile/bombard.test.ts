import { describe, expect, it } from 'vitest'
import { bombard } from './bombard.ts'

describe('the bombardment', () => {
  it('tells which input came through as an exception', async () => {
    const careless = (text: string): 'taken' => (JSON.parse(text) === null ? 'taken' : 'taken')
    await expect(bombard('a careless reader', ['{}', '{"half'], careless)).rejects.toThrow(
      'let an exception through for "{\\"half"',
    )
  })

  it('tells who changed a prototype', async () => {
    const inherited = Object.prototype as { polluted?: boolean }
    const polluting = (): 'taken' => {
      inherited.polluted = true
      return 'taken'
    }
    await expect(bombard('a polluting reader', ['{}'], polluting)).rejects.toThrow('changed a prototype')
    delete inherited.polluted
  })

  it('tells who changed a method that everybody shares', async () => {
    const own = Array.prototype.map
    const poisoning = (): 'taken' => {
      Array.prototype.map = function map() {
        return []
      }
      return 'taken'
    }
    await expect(bombard('a poisoning reader', ['{}'], poisoning)).rejects.toThrow('changed what everybody shares')
    Array.prototype.map = own
  })
})
