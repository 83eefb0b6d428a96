	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m3
	.eabi_attribute	6, 10
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.code	16
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",%nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,%object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_i32_load8_s,"ax",%progbits
	.globl	m_i32_load8_s
	.p2align	1
	.type	m_i32_load8_s,%function
	.code	16
	.thumb_func
m_i32_load8_s:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 142 0 prologue_end
	cmp.w	r0, #65536
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_memory_0
	movtlo	r1, :upper16:__dissolve_m_memory_0
	ldrsblo	r0, [r1, r0]
.Ltmp0:
	.loc	1 139 0
	bxlo	lr
.LBB0_1:
.Ltmp1:
	.loc	1 142 0
	@APP
	udf	#1	@ 0x8e 
	@NO_APP
.Ltmp2:
.Lfunc_end0:
	.size	m_i32_load8_s, .Lfunc_end0-m_i32_load8_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load8_u,"ax",%progbits
	.globl	m_i32_load8_u
	.p2align	1
	.type	m_i32_load8_u,%function
	.code	16
	.thumb_func
m_i32_load8_u:
.Lfunc_begin1:
	.fnstart
	.cfi_startproc
	.loc	1 150 0 prologue_end
	cmp.w	r0, #65536
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_memory_0
	movtlo	r1, :upper16:__dissolve_m_memory_0
	ldrblo	r0, [r1, r0]
.Ltmp3:
	.loc	1 147 0
	bxlo	lr
.LBB1_1:
.Ltmp4:
	.loc	1 150 0
	@APP
	udf	#1	@ 0x96 
	@NO_APP
.Ltmp5:
.Lfunc_end1:
	.size	m_i32_load8_u, .Lfunc_end1-m_i32_load8_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load16_s,"ax",%progbits
	.globl	m_i32_load16_s
	.p2align	1
	.type	m_i32_load16_s,%function
	.code	16
	.thumb_func
m_i32_load16_s:
.Lfunc_begin2:
	.loc	1 155 0
	.fnstart
	.cfi_startproc
	movw	r1, #65535
.Ltmp6:
	.loc	1 158 0 prologue_end
	cmp	r0, r1
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_memory_0
	movtlo	r1, :upper16:__dissolve_m_memory_0
	ldrshlo	r0, [r1, r0]
.Ltmp7:
	.loc	1 155 0
	bxlo	lr
.LBB2_1:
.Ltmp8:
	.loc	1 158 0
	@APP
	udf	#1	@ 0x9e 
	@NO_APP
.Ltmp9:
.Lfunc_end2:
	.size	m_i32_load16_s, .Lfunc_end2-m_i32_load16_s
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_load,"ax",%progbits
	.globl	m_i32_load
	.p2align	1
	.type	m_i32_load,%function
	.code	16
	.thumb_func
m_i32_load:
.Lfunc_begin3:
	.loc	1 163 0
	.fnstart
	.cfi_startproc
	movw	r1, #65533
.Ltmp10:
	.loc	1 166 0 prologue_end
	cmp	r0, r1
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_memory_0
	movtlo	r1, :upper16:__dissolve_m_memory_0
	ldrlo	r0, [r1, r0]
.Ltmp11:
	.loc	1 163 0
	bxlo	lr
.LBB3_1:
.Ltmp12:
	.loc	1 166 0
	@APP
	udf	#1	@ 0xa6 
	@NO_APP
.Ltmp13:
.Lfunc_end3:
	.size	m_i32_load, .Lfunc_end3-m_i32_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_load,"ax",%progbits
	.globl	m_i64_load
	.p2align	1
	.type	m_i64_load,%function
	.code	16
	.thumb_func
m_i64_load:
.Lfunc_begin4:
	.loc	1 171 0
	.fnstart
	.cfi_startproc
	movw	r1, #65529
.Ltmp14:
	.loc	1 174 0 prologue_end
	cmp	r0, r1
	bhs	.LBB4_2
	movw	r1, :lower16:__dissolve_m_memory_0
	movt	r1, :upper16:__dissolve_m_memory_0
	adds	r2, r1, r0
	ldr	r0, [r1, r0]
	ldr	r1, [r2, #4]
.Ltmp15:
	.loc	1 171 0
	bx	lr
.LBB4_2:
.Ltmp16:
	.loc	1 174 0
	@APP
	udf	#1	@ 0xae 
	@NO_APP
.Ltmp17:
.Lfunc_end4:
	.size	m_i64_load, .Lfunc_end4-m_i64_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_load32_u,"ax",%progbits
	.globl	m_i64_load32_u
	.p2align	1
	.type	m_i64_load32_u,%function
	.code	16
	.thumb_func
m_i64_load32_u:
.Lfunc_begin5:
	.loc	1 179 0
	.fnstart
	.cfi_startproc
	movw	r1, #65533
.Ltmp18:
	.loc	1 182 0 prologue_end
	cmp	r0, r1
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_memory_0
	movtlo	r1, :upper16:__dissolve_m_memory_0
	ldrlo	r0, [r1, r0]
.Ltmp19:
	.loc	1 179 0
	movlo	r1, #0
	it	lo
	bxlo	lr
.LBB5_1:
.Ltmp20:
	.loc	1 182 0
	@APP
	udf	#1	@ 0xb6 
	@NO_APP
.Ltmp21:
.Lfunc_end5:
	.size	m_i64_load32_u, .Lfunc_end5-m_i64_load32_u
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f32_load,"ax",%progbits
	.globl	m_f32_load
	.p2align	1
	.type	m_f32_load,%function
	.code	16
	.thumb_func
m_f32_load:
.Lfunc_begin6:
	.loc	1 187 0
	.fnstart
	.cfi_startproc
	movw	r1, #65533
.Ltmp22:
	.loc	1 190 0 prologue_end
	cmp	r0, r1
	itttt	lo
	movwlo	r1, :lower16:__dissolve_m_memory_0
	movtlo	r1, :upper16:__dissolve_m_memory_0
.Ltmp23:
	.loc	1 187 0
	ldrlo	r0, [r1, r0]
	bxlo	lr
.LBB6_1:
.Ltmp24:
	.loc	1 190 0
	@APP
	udf	#1	@ 0xbe 
	@NO_APP
.Ltmp25:
.Lfunc_end6:
	.size	m_f32_load, .Lfunc_end6-m_f32_load
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin7:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp26:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp27:
.Lfunc_end7:
	.size	__dissolve_m_instantiate, .Lfunc_end7-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

