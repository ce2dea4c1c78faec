'use client'
import { useCallback, useState } from 'react'

/** Counts what is under way. */
export function usePending(): readonly [boolean, <Value>(work: () => Promise<Value>) => Promise<Value>] {
  const [count, setCount] = useState(0)
  const during = useCallback(<Value>(work: () => Promise<Value>): Promise<Value> => {
    setCount((before) => before + 1)
    return settled(work).finally(() => setCount((before) => before - 1))
  }, [])
  return [count > 0, during]
}

/** Work that throws before it promises anything has ended, too. */
async function settled<Value>(work: () => Promise<Value>): Promise<Value> {
  return work()
}
