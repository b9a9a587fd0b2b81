/** `${NAME}` stands for the environment variable; one that is not set stays as written, as with the original. */
export const env = (value: string | undefined): string | undefined =>
  value?.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (written, name: string) => process.env[name] ?? written);
