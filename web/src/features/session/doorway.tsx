import { useLingui } from '@lingui/react/macro';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { chooseLanguage, languages } from '@/shared/locale';
import { Logo } from '@/ui/logo';

/** The frame of pages before one is signed in: the sign of the product, one card, the choice of language. */
export function Doorway({ title, about, children, wide }: { title: string; about?: ReactNode; children: ReactNode; wide?: boolean }) {
  const { i18n, t } = useLingui();
  const router = useRouter();
  useEffect(() => {
    document.title = `${title} · Rapport`;
  }, [title]);
  return (
    <main className="flex min-h-full flex-col items-center justify-center overflow-auto px-4 py-10">
      <div className={wide ? 'w-full max-w-lg' : 'w-full max-w-sm'}>
        <div className="mb-6 flex items-center justify-center gap-2.5 text-xl font-semibold">
          <Logo size={28} />
          Rapport
        </div>
        <div className="flex flex-col gap-4 rounded-lg border border-line bg-panel p-6 shadow-low">
          <div>
            <h1 className="text-lg font-semibold">{title}</h1>
            {about && <p className="mt-1 text-sm text-soft">{about}</p>}
          </div>
          {children}
        </div>
        <div className="mt-4 flex justify-center gap-1" role="group" aria-label={t`Language`}>
          {languages.map((language) => (
            <button
              key={language.value}
              type="button"
              aria-pressed={i18n.locale === language.value}
              onClick={() => void chooseLanguage(language.value).then(() => router.invalidate())}
              className="rounded-md px-2 py-1 text-xs text-soft hover:bg-hover aria-pressed:font-semibold aria-pressed:text-ink"
            >
              {language.name}
            </button>
          ))}
        </div>
      </div>
    </main>
  );
}
