const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** An id for a new item: 20 URL-safe characters, 120 random bits. */
export function freshId(): string {
  let id = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(20))) id += ALPHABET.charAt(byte & 63);
  return id;
}
