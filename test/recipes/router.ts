import { initTRPC } from '@trpc/server'

const { router, procedure } = initTRPC.create()

export const appRouter = router({ orders: procedure.query(() => [{ id: 'order-1' }]) })

export type AppRouter = typeof appRouter
