/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/np-device-verdict.h"
#include "support-pki.h"

G_BEGIN_DECLS

/* The sample project's device, changed in one place each. */
typedef struct
{
  NpFactoryData *data;
  NpRecipe *recipe;
  NpCheckContext context;
  GPtrArray *problems;
  NpDeviceVerdict *verdict;
} DeviceFixture;

#define DEVICE_ADD(name, function) g_test_add ("/device-verdict/" name, DeviceFixture, NULL, device_set_up, function, device_tear_down)

void device_set_up (DeviceFixture *fixture, gconstpointer user_data);
void device_tear_down (DeviceFixture *fixture, gconstpointer user_data);

/* The kit's device, and its authority and signer to trust. */
void device_use_kit (DeviceFixture *fixture, const Kit *kit);

const NpDeviceVerdict *device_check (DeviceFixture *fixture); /* (transfer none): the fixture's, and its problems with it */

/* The errors that say something of the device; what the recipe lacks has tests of its own. */
char *device_list_errors (GPtrArray *problems);

void device_assert_errors (DeviceFixture *fixture, const char *expected); /* checks the device */
void device_assert_conclusion (DeviceFixture *fixture, NpDeviceConclusion conclusion, const char *summary); /* likewise */
void device_assert_has (DeviceFixture *fixture, const char *code, NpSeverity severity, NpTag tag); /* since it was checked last */

G_END_DECLS
