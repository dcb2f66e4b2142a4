import { factorInUse } from '#domain/factor.ts';
import type { Policy } from '#domain/policy.ts';
import { isTerminal } from '#domain/verification.ts';
import type { VerificationRecord } from '#ports/store.ts';
import type { Dependencies } from '#services/dependencies.ts';
import type { Account } from '#services/flow/account.ts';
import { channelsOf } from '#services/flow/choose-phone.ts';
import type { Visit } from '#services/flow/visit.ts';
import { policyOf } from '#services/policy-of.ts';
import type { AccountState, PagePhone, PageState, PageVerification } from './page-state.ts';

/** A visit as its pages show it. One in which nothing can be done shows nothing of the person. */
export function viewPage(deps: Dependencies, visit: Visit): PageState {
  const { application, settings, user, flow, verification, step, gone, logoVersion } = visit;
  const over = gone !== null;
  return {
    version: visit.version,
    ...{ step, kind: flow.kind, gone },
    application: {
      ...{ name: application.brand, color: settings.brandColor },
      logo: logoVersion && `/logos/${application.id}?v=${encodeURIComponent(logoVersion)}`,
    },
    displayName: over ? null : user.displayName,
    locale: user.locale,
    required: user.mfaRequired,
    expiresAt: flow.expiresAt.toISOString(),
    phones: over ? [] : viewPhones(visit),
    phoneId: over ? null : flow.factorId,
    verification: over || !verification ? null : viewCall(deps, verification, policyOf(deps, application)),
    startAgainAt: visit.startAgainAt?.toISOString() ?? null,
    options: {
      rememberDays: flow.rememberDays,
      appPasswords: settings.appPasswords,
      channels: channelsOf(visit, null),
      countries: [...settings.countries],
    },
  };
}

function viewPhones(visit: Visit): PagePhone[] {
  const inUse = factorInUse(visit.factors, visit.user.defaultFactorId);
  return visit.factors.map(({ id, kind, numberMasked, extension, channel, status }) => ({
    ...{ id, kind, number: numberMasked, extension, channel, status },
    channels: channelsOf(visit, extension),
    isDefault: id === inUse?.id,
  }));
}

function viewCall(
  { secretDigits }: Dependencies,
  record: VerificationRecord,
  { maxAttempts, maxChecks, resendCooldownSeconds }: Policy,
): PageVerification {
  const { attempt, status } = record;
  const over = isTerminal(status);
  const attemptsRemaining = over ? 0 : Math.max(0, maxAttempts - attempt.number);
  // Each message costs patience; a call that is over may be made again at once.
  const restSeconds = attempt.channel === 'sms' ? resendCooldownSeconds : 0;
  return {
    ...{ status, reason: record.reason, channel: attempt.channel, mode: attempt.mode, to: record.toMasked },
    attempt: { number: attempt.number, status: attempt.status, queuedAt: attempt.queuedAt.toISOString() },
    attemptsRemaining,
    checksRemaining: attempt.mode !== 'code' ? null : over ? 0 : maxChecks - record.checks,
    match: attempt.mode === 'match' && status === 'pending' ? secretDigits.match(record.id) : null,
    resendAt:
      attempt.mode === 'code' && attemptsRemaining > 0
        ? new Date(attempt.queuedAt.getTime() + restSeconds * 1000).toISOString()
        : null,
    expiresAt: record.expiresAt.toISOString(),
  };
}

export function viewAccount({ appPasswords, devices, history }: Account): AccountState {
  return {
    appPasswords: appPasswords.map(({ id, name, createdAt, lastUsedAt }) => ({
      ...{ id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null },
    })),
    devices: devices.map(({ id, name, createdAt, expiresAt, lastUsedAt }) => ({
      ...{ id, name, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() },
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    history: history.map(({ createdAt, attempt, toMasked, purpose, status, reason }) => ({
      ...{ at: createdAt.toISOString(), channel: attempt.channel, to: toMasked, purpose, status, reason },
    })),
  };
}
