import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';
import type { Icon } from '@tabler/icons-react';
import { Fragment } from 'react';
import { Link } from 'react-router-dom';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconKey,
  IconLock,
  IconServer,
  IconShieldCheck,
  IconShieldOff,
  IconUser,
} from '../../../components/icons.ts';
import { RelativeTime } from '../../../components/relative-time.tsx';
import type { Tone } from '../../../components/tone-badge.tsx';
import { machinePath, paths, pathTo } from '../../../lib/paths.ts';
import { sentenceParts } from './sentences.ts';
import classes from './audit.module.css';

interface Look {
  readonly Icon: Icon;
  readonly tone: Tone;
}

const special: Partial<Record<AuditAction, Look>> = {
  'sign-in-failed': { Icon: IconLock, tone: 'warn' },
  'sign-in-locked': { Icon: IconLock, tone: 'bad' },
  'proof-failed': { Icon: IconLock, tone: 'warn' },
  'proof-locked': { Icon: IconLock, tone: 'bad' },
  'machine-failed': { Icon: IconAlertTriangle, tone: 'bad' },
  'machine-ready': { Icon: IconCircleCheck, tone: 'good' },
  'factor-added': { Icon: IconShieldCheck, tone: 'idle' },
  'factor-removed': { Icon: IconShieldOff, tone: 'warn' },
  'factors-reset': { Icon: IconShieldOff, tone: 'warn' },
  'recovery-codes-made': { Icon: IconShieldCheck, tone: 'idle' },
  'sign-in-settings-changed': { Icon: IconShieldCheck, tone: 'warn' },
  'token-made': { Icon: IconKey, tone: 'idle' },
  'token-ended': { Icon: IconKey, tone: 'idle' },
  'token-approved': { Icon: IconKey, tone: 'idle' },
  'token-refused': { Icon: IconKey, tone: 'warn' },
  'secret-revealed': { Icon: IconKey, tone: 'warn' },
  'stray-found': { Icon: IconAlertTriangle, tone: 'bad' },
};

function lookOf(action: AuditAction): Look {
  return special[action] ?? { Icon: action.startsWith('machine') ? IconServer : IconUser, tone: 'idle' };
}

/** One event as an item of a list: a sentence, what is known besides, and when. */
export function AuditEventItem({ event }: { readonly event: AuditEvent }) {
  const { Icon, tone } = lookOf(event.action);
  const facts = [event.detail, event.address !== undefined && `from ${event.address}`].filter(Boolean);
  return (
    <li className={classes['event']}>
      <span className={classes['mark']} data-tone={tone} aria-hidden>
        <Icon size={15} stroke={1.9} />
      </span>
      <div className={classes['words']}>
        <Sentence event={event} />
        {facts.length > 0 && <div className={classes['facts']}>{facts.join(' · ')}</div>}
      </div>
      <span className={classes['when']}>
        <RelativeTime instant={event.at} />
      </span>
    </li>
  );
}

function Sentence({ event }: { readonly event: AuditEvent }) {
  return (
    <div>
      {sentenceParts(event).map((part, index) => (
        <Fragment key={index}>
          {part.kind === 'text' && part.text}
          {part.kind === 'who' && <Who actor={event.actor} />}
          {part.kind === 'what' && <What subject={event.subject} />}
        </Fragment>
      ))}
    </div>
  );
}

function Who({ actor }: Pick<AuditEvent, 'actor'>) {
  if (!actor) return 'CloudApp';
  return (
    <Link className={classes['name']} to={pathTo('audit', { actorId: actor.id })}>
      {actor.name}
    </Link>
  );
}

function What({ subject }: Pick<AuditEvent, 'subject'>) {
  if (!subject) return 'something that is gone';
  if (subject.kind === 'session') return <span className={classes['name']}>{subject.name}</span>;
  return (
    <Link className={classes['name']} to={pathOf(subject)}>
      {subject.name}
    </Link>
  );
}

function pathOf({ kind, id }: NonNullable<AuditEvent['subject']>): string {
  if (kind === 'machine') return machinePath(id);
  return kind === 'webhook' ? paths.webhooks : pathTo('audit', { subjectId: id });
}
