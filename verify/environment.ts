import { environmentSchema, type Environment } from '../config/environment.ts';
import { prod } from '../config/prod.ts';

/**
 * `prod`, down to three zones and every replica, in an account that can be thrown away: state beside the result, the
 * cluster reached as the shell says, and nothing that refuses to be deleted. It has a domain with certificates, as whoever
 * runs `prod` will.
 */
export const verifyEnvironment: Environment = environmentSchema.parse({
  ...prod,
  name: 'verify',
  account: '000000000000',
  state: 'local',
  domain: {
    name: 'cloudapp.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/edge',
    regionalCertificateArn: 'arn:aws:acm:eu-west-1:000000000000:certificate/inside',
  },
  cluster: { ...prod.cluster, access: 'ambient', administratorRoleArns: ['arn:aws:iam::000000000000:role/operator'] },
  isProtected: false,
});
