import type { Navigation } from '../../src/ports/world.ts'

/** Survives what the tab goes through, and goes with it. */
const tabName = 'authchart.tab'

/** The address bar of this page. */
export function browserLocation(): Navigation {
  return {
    url: () => (typeof location === 'undefined' ? null : location.href),
    assign(url) {
      // `javascript:` and `data:` addresses would run here, with this page's rights.
      if (!/^https?:\/\//i.test(url)) throw new TypeError('Cannot leave the page: the address is not http or https')
      location.assign(url)
    },
    replace: (url) => history.replaceState(history.state, '', url),
    tab(fresh) {
      try {
        const known = sessionStorage.getItem(tabName)
        if (known !== null) return known
        sessionStorage.setItem(tabName, fresh)
        return fresh
      } catch {
        // Blocked storage, or no page.
        return null
      }
    },
  }
}
