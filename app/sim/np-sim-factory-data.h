/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Factory data as ST's firmware reads them (stm32_factorydata.c, FactoryDataProvider.cpp): not as Nameplate does, on purpose. */
typedef enum
{
  NP_SIM_FACTORY_DATA_OK,
  NP_SIM_FACTORY_DATA_NOT_FOUND,
  NP_SIM_FACTORY_DATA_BUFFER_TOO_SMALL,
  NP_SIM_FACTORY_DATA_PARAMETER_ERROR,
} NpSimFactoryDataStatus;

/* Looks for @tag from the start of @range on; @value is inside of it. @buffer_size: what the firmware has room for */
NpSimFactoryDataStatus np_sim_factory_data_find (const guint8 *range, gsize size, guint32 tag, guint32 buffer_size,
                                                 const guint8 **value, guint32 *length);

/* Returns: (transfer full): what an application tells of its factory data when it starts, a line each; no secret */
char *np_sim_factory_data_report (const guint8 *range, gsize size);

G_END_DECLS
