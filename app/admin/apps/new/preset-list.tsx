import { Badge } from '#app/_ui/badge.tsx';
import { PageLink } from '#app/_ui/page-link.tsx';
import { Row, Rows } from '#app/_ui/rows.tsx';
import { Setting } from '#app/_ui/setting.tsx';
import { presetNames, presets } from '#lib/rules/apps/app-presets.ts';
import type { Words } from '#lib/words/shape.ts';

/** The apps that have ready-made settings, and every other one. */
export function PresetList({ words }: { words: Words['adminApps']['presets'] }) {
  return (
    <Setting title={words.title} about={words.about}>
      <Rows label={words.title}>
        {presetNames.map((key) => {
          const { name, redirectPath, isTested } = presets[key];
          return (
            <Row
              key={key}
              icon="app"
              title={
                <>
                  <PageLink href={`/admin/apps/new?preset=${key}`} className="row-link">
                    <span translate="no">{name}</span>
                  </PageLink>
                  <Badge look={isTested ? 'on' : 'off'}>{isTested ? words.tested : words.untested}</Badge>
                </>
              }
              note={redirectPath ? words.note({ path: redirectPath }) : words.noteOfAddress}
            />
          );
        })}
        <Row
          icon="plus"
          title={
            <PageLink href="/admin/apps/new?preset=other" className="row-link">
              {words.other}
            </PageLink>
          }
          note={words.otherNote}
        />
        <Row
          icon="lock"
          title={
            <PageLink href="/admin/apps/new?preset=guarded" className="row-link">
              {words.guarded}
            </PageLink>
          }
          note={words.guardedNote}
        />
      </Rows>
    </Setting>
  );
}
