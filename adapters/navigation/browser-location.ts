import type { Navigation } from '../../src/ports/world.ts'

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
  }
}
