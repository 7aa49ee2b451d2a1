/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NP_SIM_TAG_DAC 3u
#define NP_SIM_TAG_PAI 4u
#define NP_SIM_TAG_PRIVATE_KEY 5u
#define NP_SIM_TAG_PUBLIC_KEY 6u

/* More than any platform has for factory data. */
#define NP_SIM_RANGE_MAX 65536u

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

/* 0 when there is none */
guint32 np_sim_factory_data_get_first_tag (const guint8 *range, gsize size);

/**
 * np_sim_factory_data_extend:
 * @range: the firmware's copy of the factory data's range, as much of it as its buffer holds
 * @identity: records to put where the terminator is
 * @with_key: whether the private key (tag 5) goes with them
 * @result: the factory data completed: the records, the identity, the terminator, 0xFFFFFFFF
 *
 * Returns: 0, or what ST's firmware says in "finish:": 1 no terminator, 2 the buffer is too small, 3 a DAC, a PAI or a public key is
 *   there already, or a record isn't right
 */
guint np_sim_factory_data_extend (const guint8 *range, gsize size, const guint8 *identity, gsize identity_size, gboolean with_key,
                                  GByteArray *result);

/* Returns: (transfer full): what an application tells of its factory data when it starts, a line each; no secret */
char *np_sim_factory_data_report (const guint8 *range, gsize size);

G_END_DECLS
