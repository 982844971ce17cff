import { plurals } from '../plural.ts';

const p = plurals('en');
type Named = { name: string };
type Counted = Named & { count: number };

/** What `npm run admin group …` asks and says. */
export const commandGroups = {
  listed: ({ name, title, members }: Named & { title: string; members: number }) =>
    p(members, { one: `${name}\t${title}\t1 member`, other: `${name}\t${title}\t${members} members` }),
  counted: ({ shown, total }: { shown: number; total: number }) => `${shown} of ${total}`,
  disabled: 'disabled',
  created: ({ name }: Named) => `Created the group ${name}. Add people with: group add ${name} EMAIL`,
  renamed: ({ name, title }: Named & { title: string }) => `${name} is now called “${title}”.`,
  added: ({ name, count }: Counted) =>
    p(count, { one: `Added 1 person to ${name}.`, other: `Added ${count} people to ${name}.` }),
  removed: ({ name, count }: Counted) =>
    p(count, { one: `Removed 1 person from ${name}.`, other: `Removed ${count} people from ${name}.` }),
  question: ({ name }: Named) =>
    `This will delete the group ${name}, and its members will lose what only it gave them.`,
  deleted: ({ name, count }: Counted) =>
    p(count, { one: `Deleted ${name}, which had 1 member.`, other: `Deleted ${name}, which had ${count} members.` }),
  noSuchPerson: ({ emails }: { emails: string }) => `No account has these addresses: ${emails}. Nothing was changed.`,
};
