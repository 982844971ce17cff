import type { Brand } from '#lib/config/brand.ts';

/** The organisation's logo, or ours: a shield with a keyhole. Decorative; the product's name always stands beside it. */
export function Logo({ brand = {}, size = 32 }: { brand?: Brand; size?: 28 | 32 }) {
  const { logo, logoDark = logo } = brand;
  if (!logo || !logoDark) return <Shield size={size} />;
  return (
    <>
      {[logo, ...(logoDark === logo ? [] : [logoDark])].map((file) => (
        // biome-ignore lint/performance/noImgElement: nothing is resized
        <img
          key={file.name}
          src={`/brand/${file.name}`}
          alt=""
          height={size}
          className={`logo ${logoDark === logo ? '' : file === logo ? 'logo-light' : 'logo-dark'}`}
        />
      ))}
    </>
  );
}

function Shield({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false" className="shrink-0">
      <path className="fill-accent" d="M16 1.5 28 5.6v9.2c0 7.4-4.9 12.9-12 15.7C8.9 27.7 4 22.2 4 14.8V5.6z" />
      <path className="fill-on-accent opacity-15" d="M16 1.5v29c7.1-2.8 12-8.3 12-15.7V5.6z" />
      <path
        className="fill-on-accent"
        d="M16 9a4 4 0 0 1 2.1 7.4l1.3 5.1a.8.8 0 0 1-.78 1h-5.24a.8.8 0 0 1-.78-1l1.3-5.1A4 4 0 0 1 16 9z"
      />
    </svg>
  );
}
