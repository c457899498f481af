import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1/index.js';
import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources/index.js';
import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1/index.js';
import { NetworkPolicyV1 } from '@cdktf/provider-kubernetes/lib/network-policy-v1/index.js';
import { ResourceQuotaV1 } from '@cdktf/provider-kubernetes/lib/resource-quota-v1/index.js';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { presentationCidr } from './app-network.ts';
import { servicePort } from './koa-deployment.ts';

export interface NamespaceProps {
  readonly environment: Environment;
  readonly name: string;
  /** Addresses of Kubernetes services, DNS among them. */
  readonly serviceCidr: string;
}

/** Where the Pod Identity agent of a node answers. */
const podIdentityAgent = '169.254.170.23/32';
const anywhere = '0.0.0.0/0';
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'];

/** The services' namespace: `restricted` pods only, nothing may talk to anything unless a policy here says so. */
export class Namespace extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    const namespace = new NamespaceV1(this, 'namespace', {
      metadata: {
        name: props.name,
        labels: {
          ...Object.fromEntries(
            ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted'] as const),
          ),
          'pod-security.kubernetes.io/enforce-version': `v${props.environment.cluster.kubernetesVersion}`,
          // Pods count as ready only once the load balancer says so.
          'eks.amazonaws.com/pod-readiness-gate-inject': 'enabled',
        },
      },
    });
    this.name = namespace.metadata.name;
    this.#enforcePolicies();
    new ResourceQuotaV1(this, 'quota', {
      metadata: { name: 'pods', namespace: this.name },
      spec: { hard: { pods: '60', 'services.loadbalancers': '0', 'services.nodeports': '0' } },
    });
    this.#addPolicies(props);
  }

  /**
   * Auto Mode enforces network policies only when it is told to, by a ConfigMap that a cluster may have already: then it is
   * taken over rather than made.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
   */
  #enforcePolicies(): void {
    const metadata = { name: 'amazon-vpc-cni', namespace: 'kube-system' };
    const networkPolicySwitch = new ConfigMapV1(this, 'network-policy-switch', {
      metadata,
      data: { 'enable-network-policy-controller': 'true' },
    });
    const present = new DataKubernetesResources(this, 'network-policy-switch-present', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: metadata.namespace,
      fieldSelector: `metadata.name=${metadata.name}`,
    });
    const ids = `[for one in ${present.fqn}.objects : "${metadata.namespace}/${metadata.name}"]`;
    TerraformStack.of(this).addOverride('import', [
      {
        for_each: `\${toset(${ids})}`,
        to: `${networkPolicySwitch.terraformResourceType}.${networkPolicySwitch.friendlyUniqueId}`,
        id: '${each.value}',
      },
    ]);
  }

  #addPolicies({ environment, serviceCidr }: NamespaceProps): void {
    const { appCidr, zones } = environment.network;
    const balancerCidrs = Array.from({ length: zones }, (_, zone) => presentationCidr(appCidr, zone));
    this.#addPolicy('default-deny', {}, ['Ingress', 'Egress']);
    this.#addPolicy(
      'from-load-balancer',
      {
        ingress: [{ from: balancerCidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [tcp(servicePort)] }],
      },
      ['Ingress'],
    );
    this.#addPolicy(
      'to-aws',
      {
        egress: [
          {
            to: [serviceCidr, appCidr].map((cidr) => ({ ipBlock: { cidr } })),
            ports: [tcp(53), { port: '53', protocol: 'UDP' }],
          },
          // The app's own network by a rule of its own: AWS's agent applies the exceptions of one rule for everywhere to all
          // such rules of a pod, and the policy below has some (stacks/testing/properties/network-policy.ts).
          { to: [{ ipBlock: { cidr: appCidr } }, { ipBlock: { cidr: anywhere } }], ports: [tcp(443)] },
          { to: [{ ipBlock: { cidr: podIdentityAgent } }], ports: [tcp(80)] },
        ],
      },
      ['Egress'],
    );
    this.#addPolicy(
      'to-login-port-of-machines',
      { egress: [{ to: [{ ipBlock: { cidr: anywhere, except: privateNetworks } }], ports: [tcp(22)] }] },
      ['Egress'],
      { 'app.kubernetes.io/name': 'provision-instance' },
    );
  }

  #addPolicy(name: string, rules: object, policyTypes: string[], matchLabels: Record<string, string> = {}): void {
    new NetworkPolicyV1(this, name, {
      metadata: { name, namespace: this.name },
      spec: {
        podSelector: Object.keys(matchLabels).length > 0 ? { matchLabels } : {},
        policyTypes,
        ...rules,
      },
    });
  }
}

const tcp = (port: number) => ({ port: String(port), protocol: 'TCP' });
