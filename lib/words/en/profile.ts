/** The account's own pages. */
export const profile = {
  title: 'Profile',
  tabs: {
    profile: 'Profile',
    password: 'Password',
    'two-factor': 'Two-Factor Auth',
    connections: 'Connected accounts',
    sessions: 'Sessions',
    activity: 'Activity',
  },
  /** After the name of a tab, for readers: a dot says it to everyone else. */
  needsAttention: 'needs attention',
};
