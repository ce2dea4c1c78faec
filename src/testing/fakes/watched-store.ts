import type { Box, BoxMaker } from '../../ports/box.ts'
import type { StepUp } from '../../ports/step-up.ts'
import type { Store } from '../../ports/store.ts'
import { settle } from './settle.ts'

/** Knows whether anything is being read, written, sealed or opened. */
export interface Watch {
  over(store: Store): Store
  /** The boxes that a step-up method makes; its questions to the user are not waited for. */
  overBoxes(way: StepUp): StepUp
  /** Comes back once nothing has been under way for two turns; gives up on work that never ends. */
  rest(): Promise<void>
}

/** Long enough for the longest chain of steps between two waits, short enough to notice a hang. */
const mostTurns = 400

/** Sealing and storing take turns of the event loop; a world at rest is one where none is under way. */
export function watchStores(): Watch {
  let underWay = 0
  const watched =
    <Args extends readonly unknown[], Value>(call: (...args: Args) => Promise<Value>) =>
    async (...args: Args): Promise<Value> => {
      underWay += 1
      try {
        return await call(...args)
      } finally {
        underWay -= 1
      }
    }
  return {
    over: (store) => ({
      ...store,
      read: watched(store.read),
      commit: watched(store.commit),
      wipe: watched(store.wipe),
      keys: {
        ...store.keys,
        ensure: watched(store.keys.ensure),
        exists: watched(store.keys.exists),
        seal: watched(store.keys.seal),
        open: watched(store.keys.open),
        destroy: watched(store.keys.destroy),
        digest: watched(store.keys.digest),
        ...(store.keys.rotation === undefined
          ? {}
          : {
              rotation: {
                begin: watched(store.keys.rotation.begin),
                begunAt: watched(store.keys.rotation.begunAt),
                isCurrent: watched(store.keys.rotation.isCurrent),
                end: watched(store.keys.rotation.end),
              },
            }),
        ...(store.keys.proofs === undefined
          ? {}
          : {
              proofs: {
                make: watched(store.keys.proofs.make),
                find: watched(store.keys.proofs.find),
                destroy: watched(store.keys.proofs.destroy),
              },
            }),
      },
    }),
    overBoxes: (way) => {
      const { boxes } = way
      if (boxes === undefined) return way
      const box = (lid: Parameters<BoxMaker['box']>[0]): Box => {
        const own = boxes.box(lid)
        return {
          get isOpen() {
            return own.isOpen
          },
          seal: watched(own.seal),
          open: watched(own.open),
          unlock: watched(own.unlock),
          key: watched(own.key),
          shut: own.shut,
        }
      }
      return { ...way, boxes: { make: watched(boxes.make), box } }
    },
    rest: async () => {
      let quiet = 0
      for (let turn = 0; quiet < 3 && turn < mostTurns; turn += 1) {
        await settle(1)
        quiet = underWay === 0 ? quiet + 1 : 0
      }
    },
  }
}
