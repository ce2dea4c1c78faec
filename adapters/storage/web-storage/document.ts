import { parseDocument, spellDocument, type Disk, type Verdict } from '../document/row-document.ts'

export interface Document {
  read(): Disk
  /** One step of JavaScript, and one write of one item: within a tab, nothing comes between. */
  change<Value>(work: (disk: Disk) => Verdict<Value>): Value
}

export function openDocument(storage: () => Storage | null, name: string): Document {
  const area = (): Storage => {
    const found = storage()
    if (found === null) throw new DOMException('There is no web storage here', 'NotSupportedError')
    return found
  }
  const read = (): Disk => parseDocument(area().getItem(name))
  return {
    read,
    change: (work) => {
      const disk = read()
      const { then, value } = work(disk)
      if (then === 'keep') area().setItem(name, spellDocument(disk))
      return value
    },
  }
}
