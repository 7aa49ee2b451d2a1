/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The known answers about Matter's codes and verifiers that may stand beside the source tree. */

JsonNode *test_load_answers (const char *name); /* Returns: (nullable): NULL, and the test skipped, when they don't */

/* Each of the cases below @member, of which there must be some. */
void test_check_answers (JsonNode *answers, const char *member, void (*check) (JsonObject *answer));

G_END_DECLS
