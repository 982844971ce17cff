/** When someone last used each app, by its id. */
export type LastUses = ReadonlyMap<string, Date>;

/** Returns at most `most` apps, in the order that they had: those that were used last, then the first of the others. */
export function chooseForHome<App extends { id: string }>(apps: readonly App[], uses: LastUses, most: number): App[] {
  const usedAt = ({ id }: App) => uses.get(id)?.getTime() ?? 0;
  const chosen = new Set(apps.toSorted((one, other) => usedAt(other) - usedAt(one)).slice(0, most));
  return apps.filter((app) => chosen.has(app));
}
