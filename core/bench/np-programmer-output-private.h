/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-programmer-output.h"

G_BEGIN_DECLS

GPtrArray *np_programmer_output_get_errors (NpProgrammerOutput *self); /* (element-type utf8): every line that tells an error */
gboolean np_programmer_output_is_permission_denied (NpProgrammerOutput *self); /* libusb was refused a device */
gboolean np_probe_info_is_named (const NpProbeInfo *self); /* its serial number is one that sn= can choose it by */

G_END_DECLS
