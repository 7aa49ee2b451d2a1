/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../core/support-pki.h"
#include "support-project.h"

G_BEGIN_DECLS

/* A device as it could be sold, in a project: a serial number and vendor id of its own, and certificates of authorities that are nobody's
 * public ones. What nobody but the CSA can do is sign its declaration. */

Kit *perfect_kit_new (void);

/* In the project's folder: "paa.der", "signer.der", "dac.der" … */
GFile *perfect_write_file (ProjectFixture *fixture, const char *name, GBytes *contents);

void perfect_set_device (ProjectFixture *fixture, Kit *kit);
void perfect_trust (ProjectFixture *fixture, Kit *kit); /* its authority and its declaration's signer */
void perfect_trust_nobody (void);

G_END_DECLS
