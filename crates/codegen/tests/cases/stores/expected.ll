; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal void @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = trunc i32 %1 to i8, !dbg !7
  %5 = sub i32 %0, 0, !dbg !7
  %6 = icmp ugt i32 %5, 65535, !dbg !7
  br i1 %6, label %trap, label %7, !dbg !7

return:                                           ; preds = %7
  ret void, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x72 */", "~{memory}"() #2, !dbg !7
  unreachable, !dbg !7

7:                                                ; preds = %start
  %8 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !7
  %9 = getelementptr i8, ptr %8, i32 0, !dbg !7
  store i8 %4, ptr %9, align 1, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = trunc i32 %1 to i16, !dbg !10
  %5 = sub i32 %0, 0, !dbg !10
  %6 = icmp ugt i32 %5, 65534, !dbg !10
  br i1 %6, label %trap, label %7, !dbg !10

return:                                           ; preds = %7
  ret void, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x7c */", "~{memory}"() #2, !dbg !10
  unreachable, !dbg !10

7:                                                ; preds = %start
  %8 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !10
  %9 = getelementptr i8, ptr %8, i32 0, !dbg !10
  store i16 %4, ptr %9, align 1, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define internal void @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = sub i32 %0, 0, !dbg !13
  %5 = icmp ugt i32 %4, 65532, !dbg !13
  br i1 %5, label %trap, label %6, !dbg !13

return:                                           ; preds = %6
  ret void, !dbg !14

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x86 */", "~{memory}"() #2, !dbg !13
  unreachable, !dbg !13

6:                                                ; preds = %start
  %7 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !13
  %8 = getelementptr i8, ptr %7, i32 0, !dbg !13
  store i32 %1, ptr %8, align 1, !dbg !13
  br label %return, !dbg !14
}

; Function Attrs: nounwind optsize
define internal void @"func[3]"(i32 %0, i64 %1) #0 section ".text.func[3]" !dbg !15 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i64, align 8
  store i32 %0, ptr %2, align 4
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = sub i32 %0, 0, !dbg !16
  %5 = icmp ugt i32 %4, 65528, !dbg !16
  br i1 %5, label %trap, label %6, !dbg !16

return:                                           ; preds = %6
  ret void, !dbg !17

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x90 */", "~{memory}"() #2, !dbg !16
  unreachable, !dbg !16

6:                                                ; preds = %start
  %7 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !16
  %8 = getelementptr i8, ptr %7, i32 0, !dbg !16
  store i64 %1, ptr %8, align 1, !dbg !16
  br label %return, !dbg !17
}

; Function Attrs: nounwind optsize
define internal void @"func[4]"(i32 %0, double %1) #0 section ".text.func[4]" !dbg !18 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca double, align 8
  store i32 %0, ptr %2, align 4
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = sub i32 %0, 0, !dbg !19
  %5 = icmp ugt i32 %4, 65528, !dbg !19
  br i1 %5, label %trap, label %6, !dbg !19

return:                                           ; preds = %6
  ret void, !dbg !20

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x9a */", "~{memory}"() #2, !dbg !19
  unreachable, !dbg !19

6:                                                ; preds = %start
  %7 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !19
  %8 = getelementptr i8, ptr %7, i32 0, !dbg !19
  store double %1, ptr %8, align 1, !dbg !19
  br label %return, !dbg !20
}

; Function Attrs: nounwind optsize
define void @m_i32_store8(i32 %0, i32 %1) #0 section ".text.m_i32_store8" !dbg !21 {
  call void @"func[0]"(i32 %0, i32 %1), !dbg !22
  ret void, !dbg !22
}

; Function Attrs: nounwind optsize
define void @m_i32_store16(i32 %0, i32 %1) #0 section ".text.m_i32_store16" !dbg !23 {
  call void @"func[1]"(i32 %0, i32 %1), !dbg !24
  ret void, !dbg !24
}

; Function Attrs: nounwind optsize
define void @m_i32_store(i32 %0, i32 %1) #0 section ".text.m_i32_store" !dbg !25 {
  call void @"func[2]"(i32 %0, i32 %1), !dbg !26
  ret void, !dbg !26
}

; Function Attrs: nounwind optsize
define void @m_i64_store(i32 %0, i64 %1) #0 section ".text.m_i64_store" !dbg !27 {
  call void @"func[3]"(i32 %0, i64 %1), !dbg !28
  ret void, !dbg !28
}

; Function Attrs: nounwind optsize
define void @m_f64_store(i32 %0, double %1) #0 section ".text.m_f64_store" !dbg !29 {
  call void @"func[4]"(i32 %0, double %1), !dbg !30
  ret void, !dbg !30
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !31 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !32
  ret void, !dbg !32
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32.store8", linkageName: "i32.store8", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 114, scope: !4)
!8 = !DILocation(line: 117, scope: !4)
!9 = distinct !DISubprogram(name: "i32.store16", linkageName: "i32.store16", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 124, scope: !9)
!11 = !DILocation(line: 127, scope: !9)
!12 = distinct !DISubprogram(name: "i32.store", linkageName: "i32.store", scope: null, file: !3, line: 129, type: !5, scopeLine: 129, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 134, scope: !12)
!14 = !DILocation(line: 137, scope: !12)
!15 = distinct !DISubprogram(name: "i64.store", linkageName: "i64.store", scope: null, file: !3, line: 139, type: !5, scopeLine: 139, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 144, scope: !15)
!17 = !DILocation(line: 147, scope: !15)
!18 = distinct !DISubprogram(name: "f64.store", linkageName: "f64.store", scope: null, file: !3, line: 149, type: !5, scopeLine: 149, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 154, scope: !18)
!20 = !DILocation(line: 157, scope: !18)
!21 = distinct !DISubprogram(name: "m_i32_store8", linkageName: "m_i32_store8", scope: null, file: !3, line: 109, type: !5, scopeLine: 109, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 109, scope: !21)
!23 = distinct !DISubprogram(name: "m_i32_store16", linkageName: "m_i32_store16", scope: null, file: !3, line: 119, type: !5, scopeLine: 119, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 119, scope: !23)
!25 = distinct !DISubprogram(name: "m_i32_store", linkageName: "m_i32_store", scope: null, file: !3, line: 129, type: !5, scopeLine: 129, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 129, scope: !25)
!27 = distinct !DISubprogram(name: "m_i64_store", linkageName: "m_i64_store", scope: null, file: !3, line: 139, type: !5, scopeLine: 139, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 139, scope: !27)
!29 = distinct !DISubprogram(name: "m_f64_store", linkageName: "m_f64_store", scope: null, file: !3, line: 149, type: !5, scopeLine: 149, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!30 = !DILocation(line: 149, scope: !29)
!31 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!32 = !DILocation(line: 0, scope: !31)
