/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/np-session.h"

G_BEGIN_DECLS

/* What the detail of a board says of it, in words (translated). */

char *np_board_report_dup_title (NpSession *session, NpBoard *board); /* what happened */
char *np_board_report_dup_body (NpSession *session, NpBoard *board);  /* why · what was and wasn't changed · one thing to do */

/* For the clipboard: everything that helps somebody else to help. There are no secrets in it. */
char *np_board_report_dup_all (NpSession *session, NpBoard *board);

G_END_DECLS
