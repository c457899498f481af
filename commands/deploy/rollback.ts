import { rollBack } from './roll-back.ts';
import { ToldError } from './told-error.ts';
import { tell, withDeployment } from './with-deployment.ts';

// npm run rollback -- ENV COMMIT — see docs/operations.md, "Upgrades".

await tell(async () => {
  const [environmentName, commit, ...others] = process.argv.slice(2);
  if (environmentName === undefined || !/^[0-9a-f]{40}$/.test(commit ?? '') || others.length > 0) {
    throw new ToldError('Usage: npm run rollback -- ENV COMMIT, with the whole hash of the commit.');
  }
  const variables = { ...process.env, CLOUDAPP_IMAGE_TAG: commit };
  await withDeployment(environmentName, { yes: true }, variables, rollBack);
});
