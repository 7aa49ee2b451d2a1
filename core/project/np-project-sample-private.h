/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-bench-firmware.h"
#include "np-project-sample.h"

G_BEGIN_DECLS

/* Paths inside a sample's folder. */
#define NP_SAMPLE_PROVISIONING "firmware/provisioning.bin"
#define NP_SAMPLE_APPLICATION "firmware/application.bin"
#define NP_SAMPLE_TRAILER "firmware/magic-trailer.bin"
#define NP_SAMPLE_COPROCESSOR "firmware/wireless-stack.bin"
#define NP_SAMPLE_SCRIPTS "secure-boot/OEMiRoT"

/**
 * NpSampleSetting:
 * @generation: of the provisioning firmware
 * @key_store: where that puts the private key
 * @coprocessor: whether the recipe installs a wireless stack
 * @serial_number: (nullable): instead of the sample's own, which nothing for production may have
 */
typedef struct
{
  NpProjectSample sample; /* first: what others are given */
  NpJob job;
  guint security;
  NpProvisioningMode mode;
  NpBenchGeneration generation;
  NpBenchKeyStore key_store;
  gboolean coprocessor;
  const char *serial_number;
} NpSampleSetting;

/* Firmware and scripts for simulated boards, all that the sample's recipe names. */
gboolean np_sample_write_files (const NpSampleSetting *setting, const char *folder, GError **error);

G_END_DECLS
