const utf16 = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: in text of the Latin script every other byte is zero.
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const zerosAt = (offset: number) => bytes.filter((byte, index) => index % 2 === offset && byte === 0).length;
  if (zerosAt(1) > bytes.length / 4) return 'utf-16le';
  return zerosAt(0) > bytes.length / 4 ? 'utf-16be' : undefined;
};

/** What a file says, and in which encoding it was taken to be: UTF-8, UTF-16, or what Windows writes that is neither. */
export async function readTextFile(file: Blob): Promise<{ text: string; encoding: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = utf16(bytes);
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}
