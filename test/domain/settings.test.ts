import { describe, expect, it } from 'vitest';
import { defaultPolicy, machineDetections } from '#domain/policy.ts';
import { type ApplicationSettings, defaultMode, defaultSettings, policyFor } from '#domain/settings.ts';

describe('the settings of an application', () => {
  it('are, unless it decides otherwise, those of the service', () => {
    expect(policyFor(defaultPolicy, {})).toEqual(defaultPolicy);
    expect(policyFor(defaultPolicy, defaultSettings)).toEqual(defaultPolicy);
    expect(defaultSettings).toEqual({
      ...{ modes: ['pound', 'match', 'pin', 'code'], machineDetection: 'off', maxAttempts: 3, cooldownSeconds: 0 },
      ...{ resendCooldownSeconds: 30, fraudBlockDays: 90, codeDomain: null, eventHosts: [] },
      ...{ countries: [], returnUrls: [], rememberDeviceDays: 90, appPasswords: true, brandColor: null },
    });
  });

  it('change what they decide and nothing else', () => {
    const decided: Partial<ApplicationSettings> = {
      ...{ machineDetection: 'async' as const, maxAttempts: 2, cooldownSeconds: 10, resendCooldownSeconds: 20 },
      fraudBlockDays: 7,
    };
    expect(policyFor(defaultPolicy, { ...decided, modes: ['match'], codeDomain: 'example.com' })).toEqual({
      ...defaultPolicy,
      ...decided,
    });
    expect(policyFor(defaultPolicy, { maxAttempts: 1 })).toEqual({ ...defaultPolicy, maxAttempts: 1 });
  });

  it('may be nothing at all: 0 is a decision', () => {
    const policy = { ...defaultPolicy, cooldownSeconds: 60 };
    expect(policyFor(policy, { cooldownSeconds: 0 }).cooldownSeconds).toBe(0);
  });

  it('know three ways of detecting machines', () => {
    expect(machineDetections).toEqual(['off', 'sync', 'async']);
  });
});

describe('the mode of a channel, unless told otherwise', () => {
  it.each([
    ['call', ['pound', 'match', 'pin', 'code'], 'pound'],
    ['call', ['code', 'match'], 'match'],
    ['call', ['match'], 'match'],
    ['call', [], 'pound'],
    ['sms', ['pound', 'match', 'pin', 'code'], 'code'],
    ['sms', ['match'], 'code'],
  ] as const)('by %s, of %j, is %s', (channel, allowed, mode) => {
    expect(defaultMode(channel, allowed)).toBe(mode);
  });
});

it('the rules of the service are those that the documentation promises', () => {
  expect(defaultPolicy).toEqual({
    ...{ maxAttempts: 3, maxPrompts: 3, maxChecks: 5, lifeSeconds: 600, ringTimeoutSeconds: 25 },
    ...{ keyTimeoutSeconds: 6, talkTimeLimitSeconds: 120, placeWithinSeconds: 60, minimumUsefulLifeSeconds: 30 },
    ...{ machineDetection: 'off', cooldownSeconds: 0, resendCooldownSeconds: 30, fraudBlockDays: 90 },
  });
});
