'use client';
import { OwnProof } from '#app/_frame/own-proof.tsx';
import type { Owner } from '#app/_frame/owner.ts';
import { useReauthentication } from '#app/_frame/use-reauthentication.ts';
import { ErrorSummary } from '#app/_ui/error-summary.tsx';
import { Field, HiddenUsername } from '#app/_ui/field.tsx';
import { Form } from '#app/_ui/form.tsx';
import { PageHead } from '#app/_ui/page-head.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { SelectField } from '#app/_ui/select-field.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { SubmitButton } from '#app/_ui/submit-button.tsx';
import { useForm } from '#app/_ui/use-form.ts';
import { type ClientKind, openIdKinds } from '#lib/rules/apps/client-kind.ts';
import type { Words } from '#lib/words/shape.ts';
import { createAppAction } from '../actions.ts';
import {
  AccessFields,
  AddressesField,
  type AgeChoice,
  DemandFields,
  type GroupChoice,
  HomeFields,
  PkceField,
  SignOutFields,
} from '../app-fields.tsx';
import { GuardingFields } from '../guarding-fields.tsx';
import { MadeApp } from './made-app.tsx';

type Props = {
  origin: string;
  /** Null for an app that we have no ready-made settings for. */
  preset: { key: string; id: string; name: string; kind: ClientKind; pkce: 'required' | 'optional' } | null;
  /** A proxy guards it: it speaks no OpenID Connect. */
  isGuarded: boolean;
  groups: readonly GroupChoice[];
  ages: readonly AgeChoice[];
  admin: Owner;
  /** In place of the password, for administrators without one. */
  proof: React.ReactNode;
  notice: string | null;
  /** What was typed before the session ended. */
  unsaved: Readonly<Record<string, string>>;
  settingsTitle: string | null;
  title: string;
  pageTitle: string;
  choose: string;
  words: Words['adminApps']['create'];
  made: Words['adminApps']['made'];
  kinds: Words['adminApps']['kinds'];
  fields: Words['adminApps']['fields'];
  card: Words['adminApps']['card'];
  secretWords: Words['adminApps']['secret'];
};
const fieldNames = [
  ...['name', 'app', 'address', 'clientKind', 'redirects', 'pkce', 'description', 'launchUrl', 'openTo', 'demands'],
  ...['age', 'signOut', 'backChannel', 'hosts', 'openPaths', 'reason'],
];
const ids = { ...Object.fromEntries(fieldNames.map((name) => [name, name])), password: 'current-password' };

/** Adds an app; afterwards it shows what the app asks for, its secret this once. */
export function NewAppForm({
  preset,
  isGuarded,
  groups,
  ages,
  admin,
  proof,
  notice,
  unsaved,
  words,
  fields,
  ...rest
}: Props) {
  const [state, send] = useForm(createAppAction);
  useReauthentication(state);
  const [secret] = state.recoveryCodes ?? [];
  const { values = {} } = state;
  if (secret) return <MadeApp {...rest} preset={preset} secret={secret} values={values} words={rest.made} />;
  const typed: Readonly<Record<string, string | undefined>> = state.values ?? unsaved;
  const field = (name: 'app' | 'name' | 'address' | 'reason', proposed?: string) => ({
    id: name,
    name,
    label: fields[name],
    autoComplete: 'off',
    required: true,
    defaultValue: typed[name] ?? proposed,
    error: state.fields?.[name],
  });
  const all = { values: typed, errors: state.fields, fields };
  const verbatim = { autoCapitalize: 'none', spellCheck: false, dir: 'ltr' } as const;
  return (
    <>
      <PageHead title={rest.title} lead={isGuarded ? words.leadGuarded : words.lead}>
        <PageLink href="/admin/apps/new" className="button button-quiet">
          {rest.choose}
        </PageLink>
      </PageHead>
      <div className="space-y-5">
        <ErrorSummary state={state} notice={notice} ids={ids} pageTitle={rest.pageTitle} />
        {proof}
        <Form action={send} noValidate className="settings">
          <Setting title={words.app} about={words.appAbout}>
            <div className="card space-y-5">
              {preset && <input type="hidden" name="preset" value={preset.key} />}
              <HiddenUsername email={admin.email} />
              <Field {...field('name', preset?.name)} hint={fields.nameHint} />
              <Field
                {...field('app', preset?.id)}
                {...(isGuarded && { label: fields.id })}
                hint={fields.appHint}
                {...verbatim}
              />
              {preset && <Field {...field('address')} hint={fields.addressHint} inputMode="url" {...verbatim} />}
              {isGuarded && (
                <>
                  <input type="hidden" name="clientKind" value="guarded" />
                  <GuardingFields {...all} />
                </>
              )}
              {!preset && !isGuarded && (
                <>
                  <SelectField
                    id="clientKind"
                    name="clientKind"
                    label={fields.clientKind}
                    options={openIdKinds.map((kind) => ({ value: kind, label: rest.kinds[kind] }))}
                    chosen={typed['clientKind'] ?? 'confidential'}
                  />
                  <AddressesField name="redirects" {...all} />
                  <PkceField chosen={typed['pkce']} fields={fields} />
                </>
              )}
              <HomeFields {...all} hasAddress={preset !== null || isGuarded} />
            </div>
          </Setting>
          <Setting title={words.access} about={words.accessAbout}>
            <div className="card space-y-5">
              <AccessFields values={typed} groups={groups} fields={fields} />
            </div>
          </Setting>
          <Setting title={words.signIn} about={words.signInAbout}>
            <div className="card space-y-5">
              <DemandFields values={typed} error={state.fields?.['age']} fields={fields} ages={ages} />
            </div>
          </Setting>
          {!isGuarded && (
            <Setting title={words.signOut} about={words.signOutAbout}>
              <div className="card space-y-5">
                <SignOutFields {...all} />
              </div>
            </Setting>
          )}
          <Setting title={words.you} about={words.youAbout}>
            <div className="card space-y-5">
              <Field {...field('reason')} hint={fields.reasonHint} />
              <OwnProof user={admin} error={state.fields?.['password']} />
              <div className="actions">
                <SubmitButton pendingLabel={words.pending}>{words.button}</SubmitButton>
              </div>
            </div>
          </Setting>
        </Form>
      </div>
    </>
  );
}
