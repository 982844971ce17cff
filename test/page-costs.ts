/**
 * What a page costs a browser that has nothing of ours yet: how many requests, how many kB of scripts and of HTML
 * (compressed). At most: what a page needs less, it may need less. More is a decision (e2e/page-costs.spec.ts).
 */
export const pageCosts = {
  '/login': { requests: 16, scripts: 145.9, html: 6.8 },
  '/': { requests: 14, scripts: 143.7, html: 6.5 },
  '/profile': { requests: 15, scripts: 150.5, html: 7.2 },
  '/profile/two-factor': { requests: 16, scripts: 146, html: 7.6 },
} as const;
