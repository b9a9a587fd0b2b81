/// <reference path="./.sst/platform/config.d.ts" />

/** `npx sst deploy`: what `trailkeeper plan` lists, in an account. docs/deploy.md says how. */
export default $config({
  async app() {
    const { default: settings } = await import('./trailkeeper.config.ts');
    return {
      name: 'trailkeeper',
      home: 'aws',
      // The record of who did what outlives the tool that watches it.
      removal: 'retain',
      providers: { aws: { region: settings.homeRegion as aws.Region } },
    };
  },
  async run() {
    const { deploy } = await import('./infra/sst/index.ts');
    const { catalogue } = await import('./rules/catalogue.ts');
    const { default: settings } = await import('./trailkeeper.config.ts');
    return deploy(catalogue, settings);
  },
});
