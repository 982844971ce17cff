type About = { email: string };

/** What `npm run admin invitation …` says. */
export const commandInvitations = {
  listed: ({ email, isExpired, until }: About & { isExpired: boolean; until: string }) =>
    isExpired ? `${email}\texpired` : `${email}\tpending until ${until}`,
  resent: ({ email }: About) => `Sent the invitation to ${email} again. Earlier links no longer work.`,
  withdrawn: ({ email }: About) => `Withdrew the invitation to ${email}. Its link no longer works.`,
};
