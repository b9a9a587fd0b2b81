/** What `look` finds once it finds something, asked again and again; fails after ten seconds. */
export async function eventually<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const until = performance.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until) throw new Error(`nothing came of ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
