import { deploy } from './deploy.ts';
import { parseOptions } from './options.ts';
import { tell, withDeployment } from './with-deployment.ts';

// npm run deploy -- ENV — see docs/operations.md, "First deployment".

await tell(async () => {
  const { environmentName, options } = parseOptions(process.argv.slice(2));
  await withDeployment(environmentName, options, process.env, deploy);
});
