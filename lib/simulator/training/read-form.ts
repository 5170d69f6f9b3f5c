/**
 * The form of a request, of which no more than `mostBytes` are held in memory whatever its headers announce; null where
 * the body is none.
 */
export async function readForm(request: Request, mostBytes: number): Promise<FormData | "too large" | null> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) return "too large";
  let bytes = 0;
  const counted = request.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        // The rest is let pass: a sender who is broken off would hear of a lost connection, not of the limit.
        if (bytes <= mostBytes) controller.enqueue(chunk);
      },
    }),
  );
  const type = request.headers.get("content-type") ?? "";
  const form = await new Response(counted ?? null, { headers: { "content-type": type } })
    .formData()
    .catch(() => null);
  return bytes > mostBytes ? "too large" : form;
}
