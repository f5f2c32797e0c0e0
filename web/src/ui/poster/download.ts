/** A file that is drawn while it comes. */

/** Takes it in, and says how many bytes have come. */
export async function receive(response: Response, told: (bytes: number) => void): Promise<Blob> {
  const type = response.headers.get("content-type") ?? "";
  if (!response.body) return response.blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type });
    parts.push(value);
    bytes += value.byteLength;
    told(bytes);
  }
}
