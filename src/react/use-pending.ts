'use client'
import { useCallback, useState } from 'react'

/** Counts what is under way. */
export function usePending(): readonly [boolean, <Value>(work: () => Promise<Value>) => Promise<Value>] {
  const [count, setCount] = useState(0)
  const during = useCallback(async <Value>(work: () => Promise<Value>): Promise<Value> => {
    setCount((before) => before + 1)
    try {
      return await work()
    } finally {
      setCount((before) => before - 1)
    }
  }, [])
  return [count > 0, during]
}
