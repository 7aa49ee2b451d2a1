/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stand-in for the boot headers that ST's provisioning.sh edits. */
#define OEMIROT_PROVISIONED 0
