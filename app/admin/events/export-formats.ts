/** How the events of the page are written into a file. Also the end of its name. */
export const exportFormats = ['csv', 'json', 'jsonl'] as const;
