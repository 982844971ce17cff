/** What stands around pages, and pages of their own that any other may lead to. */
export const frame = {
  theme: {
    legend: 'Theme',
    names: { system: 'System', light: 'Light', dark: 'Dark' },
  },
};
