/** The sign of the product: two circles that share a part. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <circle cx="12.5" cy="16" r="5.5" fill="none" className="stroke-on-accent" strokeWidth="2.6" />
      <circle cx="19.5" cy="16" r="5.5" fill="none" className="stroke-on-accent" strokeWidth="2.6" />
    </svg>
  );
}
