/** What a user may do beyond their own account. Given by the admin command only, never by signing up first. */
export const roles = ['person', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Returns whether `value` names a role. */
export function isRole(value: unknown): value is Role {
  return roles.some((role) => role === value);
}
