/** Hands a file to the person, as if a link to it had been followed. */
export function saveFile(content: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun by then; the address is needed no longer.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
